using Virga.Service;

namespace Virga.Ec2.Vpcs;

/// <summary>What AWS demands of a VPC.</summary>
internal static class VpcRules
{
    private const int ShortestPrefix = 16;
    private const int LongestPrefix = 28;

    /// <summary>A VPC's IPv4 block: between /16 and /28 (VPC User Guide, "VPC CIDR blocks").</summary>
    public static Cidr ParseBlock(string text)
    {
        if (!Cidr.TryParse(text, out var block))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.");
        return block.Length is >= ShortestPrefix and <= LongestPrefix
            ? block.Canonical
            : throw new AwsException("InvalidVpc.Range", $"The CIDR '{text}' is invalid.");
    }
}
