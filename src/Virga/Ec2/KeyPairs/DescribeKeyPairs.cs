using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.KeyPairs;

/// <summary>Lists key pairs; their public halves when asked for.</summary>
internal sealed class DescribeKeyPairs : IQuery<DescribeKeyPairsRequest, DescribeKeyPairsResult>
{
    private static readonly Listing<KeyPairRow, KeyPairInfo> Listing = new()
    {
        View = KeyPairView.Of,
        Filters = new()
        {
            { "key-pair-id", key => key.KeyPairId },
            { "fingerprint", key => key.KeyFingerprint },
            { "key-name", key => key.KeyName },
        },
    };

    public static DescribeKeyPairsResult Run(DescribeKeyPairsRequest input, WorldView at)
    {
        var named = (input.KeyNames ?? [])
            .Select(name => (KeyPairRow.FindByName(at, name) ?? throw Ec2Errors.KeyPairNotFound(name)).Id);
        var page = Listing.Page(at, [.. input.KeyPairIds ?? [], .. named], input.Filters);
        if (input.IncludePublicKey == true)
        {
            foreach (var key in page.Items)
                key.PublicKey = $"{at.Get<KeyPairRow>(key.KeyPairId!).PublicKey} {key.KeyName}\n";
        }

        return new() { KeyPairs = page.Items };
    }
}
