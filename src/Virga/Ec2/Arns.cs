using Virga.Ec2.Zones;
using Virga.State;

namespace Virga.Ec2;

/// <summary>ARNs of EC2's resources.</summary>
internal static class Arns
{
    /// <summary>Such as <c>arn:aws:ec2:us-east-1:123456789012:subnet/subnet-0a…</c>.</summary>
    public static string Ec2Arn(this WorldView at, string resourceType, string id) =>
        $"arn:{PartitionFacts.OfRegion(at.Region).Name}:ec2:{at.Region}:{at.Account}:{resourceType}/{id}";
}
