namespace Virga.Network;

/// <summary>
/// Something of the desired network state that has an identity: what a delta puts, removes and reports on.
/// </summary>
internal interface IFabricObject
{
    /// <summary>
    /// AWS's own id (vpc-…, eni-…). Unique over all tables of a state, never used again for something else.
    /// </summary>
    string Id { get; }
}
