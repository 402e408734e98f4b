namespace Virga.Compute;

/// <summary>The machines behind instances: the way from operations to backends.</summary>
internal sealed class Machines;
