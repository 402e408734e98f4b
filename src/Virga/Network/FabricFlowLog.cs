namespace Virga.Network;

/// <summary>
/// A flow log: what passes, or is refused at, the interfaces of a VPC or a subnet, or one interface, is to be recorded.
/// Which interfaces those are is derived (<see cref="FabricIndex.FlowLogsOf"/>).
/// </summary>
internal sealed record FabricFlowLog(string Id, string ResourceId, FlowLogTraffic Traffic) : IFabricObject;

/// <summary>Which flows a log records.</summary>
internal enum FlowLogTraffic
{
    /// <summary>Both.</summary>
    All,

    /// <summary>What groups and ACLs let pass.</summary>
    Accepted,

    /// <summary>What they refuse.</summary>
    Rejected,
}
