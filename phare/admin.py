"""What the project itself adds to the desk."""

from phare.desk.accounts import AccountAdmin, RoleAdmin

__all__ = ["AccountAdmin", "RoleAdmin"]
