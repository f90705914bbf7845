"""The parts behind ``widgets/map_view.py``: browser engine, address scheme, layers. How to add one: resources/map."""
