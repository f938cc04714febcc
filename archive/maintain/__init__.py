"""What keeps an archive sound: decisions rebuilt from their documents, check, repair, reparse."""
