"""What every page stands on: layout, NHS components, forms, who asks, who may enter. It knows no feature."""
