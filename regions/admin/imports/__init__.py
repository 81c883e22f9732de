"""The import of figures at the desk: a file, its sheet and columns, a check, a preview, a confirmation."""

from regions.admin.imports.admin import FigureImportAdmin

__all__ = ["FigureImportAdmin"]
