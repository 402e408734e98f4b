using Virga.Service;

namespace Virga.Ec2;

/// <summary>Errors about instance types.</summary>
internal static partial class Ec2Errors
{
    public static AwsException InstanceTypesNotFound(IEnumerable<string> names) => new(
        "InvalidInstanceType",
        $"The following supplied instance types do not exist: [{string.Join(", ", names)}]");
}
