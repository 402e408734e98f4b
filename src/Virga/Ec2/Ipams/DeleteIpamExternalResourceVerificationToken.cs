using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Deletes a token.</summary>
internal sealed class DeleteIpamExternalResourceVerificationToken
    : IMutation<DeleteIpamExternalResourceVerificationTokenRequest,
        DeleteIpamExternalResourceVerificationTokenResult>
{
    public static DeleteIpamExternalResourceVerificationTokenResult Run(
        DeleteIpamExternalResourceVerificationTokenRequest input, Change change)
    {
        var row = change.Named<IpamVerificationTokenRow>(input.IpamExternalResourceVerificationTokenId);
        var shape = IpamVerificationTokens.Of(row, change);
        shape.State = IpamExternalResourceVerificationTokenState.DeleteInProgress;
        change.Remove<IpamVerificationTokenRow>(row.Id);
        return new() { IpamExternalResourceVerificationToken = shape };
    }
}
