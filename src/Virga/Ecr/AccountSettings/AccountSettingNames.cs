using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.AccountSettings;

/// <summary>The account settings that ECR has, with their values; the first is the default.</summary>
internal static class AccountSettingNames
{
    public const string BlobMounting = "BLOB_MOUNTING";

    public const string PolicyScope = "REGISTRY_POLICY_SCOPE";

    private static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["BASIC_SCAN_TYPE_VERSION"] = ["AWS_NATIVE", "CLAIR"],
        [PolicyScope] = ["V2", "V1"],
        [BlobMounting] = ["ENABLED", "DISABLED"],
    };

    public static string Default(string name) => Find(name)[0];

    public static void Check(string name, string value)
    {
        if (!Find(name).Contains(value))
            throw EcrErrors.InvalidParameter(
                "value", $"Member must satisfy enum value set: [{string.Join(", ", Find(name))}]");
    }

    private static string[] Find(string name) => Values.GetValueOrDefault(name) ?? throw EcrErrors.InvalidParameter(
        "name", $"Member must satisfy enum value set: [{string.Join(", ", Values.Keys)}]");
}
