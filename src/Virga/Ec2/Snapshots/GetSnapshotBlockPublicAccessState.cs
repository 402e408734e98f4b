using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Tells whether snapshots may be shared with everybody.</summary>
internal sealed class GetSnapshotBlockPublicAccessState
    : IQuery<GetSnapshotBlockPublicAccessStateRequest, GetSnapshotBlockPublicAccessStateResult>
{
    public static GetSnapshotBlockPublicAccessStateResult Run(
        GetSnapshotBlockPublicAccessStateRequest input, WorldView at) => new()
    {
        State = EbsSettingsRow.Of(at).SnapshotPublicAccess,
        ManagedBy = ManagedBy.Account,
    };
}
