"""What keeps an archive sound."""
