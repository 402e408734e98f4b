namespace Virga.Fabric.Agent;

/// <summary>How an agent runs.</summary>
internal sealed record FabricAgentOptions
{
    /// <summary>Holds the mounts of namespaces; one agent at a time.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>
    /// True makes the outermost namespace a new one, false takes the agent's own. Inside the fabric container it is the
    /// container's, which Docker has connected; a process on the host must not change the host's.
    /// </summary>
    public bool HasOwnEdge { get; init; }
}
