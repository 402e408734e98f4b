namespace Virga.Network;

/// <summary>
/// What the cable of a virtual machine is called while its hypervisor makes it on the host, before the fabric takes it.
/// </summary>
internal static class TapName
{
    /// <summary>Names of links have at most 15 characters (IFNAMSIZ).</summary>
    private const int Digits = 12;

    /// <summary>
    /// The same for the same interface: 48 of the 68 random bits of its id tell it from any other of the host. libvirt
    /// takes names that begin with vnet for its own.
    /// </summary>
    public static string Of(string interfaceId)
    {
        var digits = interfaceId.AsSpan(interfaceId.IndexOf('-', StringComparison.Ordinal) + 1);
        return string.Concat("vg", digits[..Math.Min(Digits, digits.Length)]);
    }
}
