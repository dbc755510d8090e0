/// The error monitor of a Swift application.
public enum Monitor {}
