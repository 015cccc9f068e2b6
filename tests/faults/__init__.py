"""The fault campaign: phones write while networks, servers and disks break; nothing may be lost or doubled."""
