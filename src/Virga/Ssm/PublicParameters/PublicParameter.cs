namespace Virga.Ssm.PublicParameters;

/// <summary>A parameter that AWS publishes to every account, of type <c>String</c>.</summary>
/// <param name="Region">The region that answers it.</param>
/// <param name="Name">The whole path, from <c>/aws/service/</c> on.</param>
/// <param name="Value">What it says: an image id, a JSON document, a name.</param>
/// <param name="Version">How often AWS changed it, where that was recorded.</param>
/// <param name="LastModified">When AWS last changed it.</param>
/// <param name="DataType"><c>text</c> or <c>aws:ec2:image</c>.</param>
internal sealed record PublicParameter(
    string Region, string Name, string Value, long Version, DateTimeOffset LastModified, string DataType)
{
    /// <summary>The ARN, which names no account: <c>arn:aws:ssm:us-east-1::parameter/aws/service/…</c>.</summary>
    public string Arn => $"arn:{Ec2.Zones.PartitionFacts.OfRegion(Region).Name}:ssm:{Region}::parameter{Name}";
}
