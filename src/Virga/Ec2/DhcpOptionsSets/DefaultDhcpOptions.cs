using Virga.State;

namespace Virga.Ec2.DhcpOptionsSets;

/// <summary>The options set that a region has from the start, and that each new VPC gets.</summary>
internal static class DefaultDhcpOptions
{
    /// <summary>The default set, made on first use.</summary>
    public static DhcpOptionsRow Ensure(Change change) =>
        change.Rows<DhcpOptionsRow>().FirstOrDefault(options => options.IsDefault)
        ?? change.Put(new DhcpOptionsRow(change.NewId("dopt"))
        {
            IsDefault = true,
            Options =
            [
                new("domain-name", [DomainName(change.Region)]),
                new("domain-name-servers", ["AmazonProvidedDNS"]),
            ],
        });

    /// <summary>VPC User Guide, "DHCP option sets": us-east-1 kept the name it had before there were regions.</summary>
    public static string DomainName(string region) =>
        region == "us-east-1" ? "ec2.internal" : $"{region}.compute.internal";
}
