using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Forbids sharing snapshots with everybody: new ones only, or all.</summary>
internal sealed class EnableSnapshotBlockPublicAccess
    : IMutation<EnableSnapshotBlockPublicAccessRequest, EnableSnapshotBlockPublicAccessResult>
{
    public static EnableSnapshotBlockPublicAccessResult Run(
        EnableSnapshotBlockPublicAccessRequest input, Change change)
    {
        if (input.State == SnapshotBlockPublicAccessState.Unblocked)
            throw CommonErrors.InvalidParameterValue("Use DisableSnapshotBlockPublicAccess to unblock sharing.");
        change.Put(EbsSettingsRow.Of(change) with { SnapshotPublicAccess = input.State! });
        return new() { State = input.State };
    }
}
