"""Pages of the organisation: one's own profile and inbox, a unit, and the people an admin looks after."""
