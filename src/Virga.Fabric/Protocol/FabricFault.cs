namespace Virga.Fabric.Protocol;

/// <summary>A resource whose desired state is not in force, and why, in the words of whoever refused.</summary>
internal sealed record FabricFault(string Id, string Text);
