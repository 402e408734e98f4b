using Virga.Ec2.DhcpOptionsSets;

namespace Virga.Ec2;

/// <summary>The DNS names that AWS gives to addresses (VPC User Guide, "DNS attributes for your VPC").</summary>
internal static class DnsNames
{
    /// <summary><c>ip-10-0-0-5.ec2.internal</c>.</summary>
    public static string Private(string address, string region) =>
        $"ip-{address.Replace('.', '-')}.{DefaultDhcpOptions.DomainName(region)}";

    /// <summary><c>i-0a….ec2.internal</c>, for hostnames of the type <c>resource-name</c>.</summary>
    public static string Resource(string instanceId, string region) =>
        $"{instanceId}.{DefaultDhcpOptions.DomainName(region)}";

    /// <summary><c>ec2-198-18-0-1.compute-1.amazonaws.com</c>.</summary>
    public static string Public(string address, string region) =>
        $"ec2-{address.Replace('.', '-')}.{(region == "us-east-1" ? "compute-1" : $"{region}.compute")}.amazonaws.com";
}
