"""What an archive must outlive: kills, faults of the disk, power cuts, and a crowd."""
