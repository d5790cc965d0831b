"""Every write of the room, and the one place of the site where a raw result meets the gate."""
