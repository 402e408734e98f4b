using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Allows sharing snapshots with everybody again.</summary>
internal sealed class DisableSnapshotBlockPublicAccess
    : IMutation<DisableSnapshotBlockPublicAccessRequest, DisableSnapshotBlockPublicAccessResult>
{
    public static DisableSnapshotBlockPublicAccessResult Run(
        DisableSnapshotBlockPublicAccessRequest input, Change change)
    {
        change.Put(EbsSettingsRow.Of(change) with
        {
            SnapshotPublicAccess = SnapshotBlockPublicAccessState.Unblocked,
        });
        return new() { State = SnapshotBlockPublicAccessState.Unblocked };
    }
}
