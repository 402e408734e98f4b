using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Creates a token, valid for three days (VPC IPAM guide).</summary>
internal sealed class CreateIpamExternalResourceVerificationToken
    : IMutation<CreateIpamExternalResourceVerificationTokenRequest,
        CreateIpamExternalResourceVerificationTokenResult>
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    public static CreateIpamExternalResourceVerificationTokenResult Run(
        CreateIpamExternalResourceVerificationTokenRequest input, Change change)
    {
        var ipam = change.Named<IpamRow>(input.IpamId);
        var row = change.Put(new IpamVerificationTokenRow(change.NewId("ipam-ext-res-ver-token"))
        {
            IpamId = ipam.Id,
            Name = change.RandomText(8, Alphabet),
            Value = change.RandomText(32, Alphabet),
            NotAfter = change.Now + Lifetime,
        });
        change.TagNew(input.TagSpecifications, ResourceType.IpamExternalResourceVerificationToken, row.Id);
        return new() { IpamExternalResourceVerificationToken = IpamVerificationTokens.Of(row, change) };
    }
}
