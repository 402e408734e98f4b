using Virga.Service;
using Virga.State;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>
/// Public addresses. They come from 198.18.0.0/15, which RFC 2544 sets aside for tests: no host of the internet has
/// one, so nothing that an instance or a test sends to them can reach a stranger.
/// </summary>
internal static class PublicAddresses
{
    public static readonly Cidr Pool = new(0xC6120000, 15);

    /// <summary>How many addresses there are to give.</summary>
    public static int Count => (int)Pool.Size - 2;

    /// <summary>An address that no account and region has.</summary>
    public static string Next(Change change)
    {
        while (true)
        {
            var offset = (uint)(change.Random() % (ulong)(Pool.Size - 2)) + 1;
            var address = Cidr.AddressText(Pool.First + offset);
            var host = change.At(PublicAddressRow.Pool);
            if (host.Find<PublicAddressRow>(address) is not null) continue;
            host.Put(new PublicAddressRow(address, change.Account, change.Region));
            return address;
        }
    }

    /// <summary>An address of the pool that the user names, such as one that was released (AllocateAddress).</summary>
    public static string Take(Change change, string address)
    {
        var host = change.At(PublicAddressRow.Pool);
        if (!Cidr.TryParseAddress(address, out var number) || !Pool.Contains(number)
            || host.Find<PublicAddressRow>(address) is not null)
            throw Ec2Errors.AddressNotFound(address);
        host.Put(new PublicAddressRow(address, change.Account, change.Region));
        return address;
    }

    /// <summary>Gives an address back.</summary>
    public static void Release(Change change, string address) =>
        change.At(PublicAddressRow.Pool).Remove<PublicAddressRow>(address);
}
