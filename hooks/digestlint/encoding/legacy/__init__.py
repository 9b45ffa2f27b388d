"""Text of one legacy encoding that was read as another: ``Ìîäåëè`` for ``Модели``."""
