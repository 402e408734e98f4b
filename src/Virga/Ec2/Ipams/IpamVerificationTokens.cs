using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>A token as AWS shows it.</summary>
internal static class IpamVerificationTokens
{
    public static IpamExternalResourceVerificationToken Of(IpamVerificationTokenRow row, WorldView at) => new()
    {
        IpamExternalResourceVerificationTokenId = row.Id,
        IpamExternalResourceVerificationTokenArn =
            IpamRules.Arn(at, "ipam-external-resource-verification-token", row.Id),
        IpamId = row.IpamId,
        IpamArn = IpamRules.Arn(at, "ipam", row.IpamId),
        IpamRegion = at.Region,
        TokenName = row.Name,
        TokenValue = row.Value,
        NotAfter = row.NotAfter,
        Status = row.NotAfter > at.Now ? TokenState.Valid : TokenState.Expired,
        State = IpamExternalResourceVerificationTokenState.CreateComplete,
        Tags = at.TagsOf(row.Id),
    };
}
