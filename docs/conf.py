"""How the documentation is built: `make docs`, every warning an error."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Tawatur"
copyright = "2026, the Tawatur authors"
release = "0.1.0"

extensions = ["myst_parser", "resource_table"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

html_theme = "furo"
html_title = "Tawatur"
html_copy_source = False
