using System.Text.RegularExpressions;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>What metadata options and the tags shown by them may be.</summary>
internal static partial class MetadataOptionRules
{
    private const int MaxHopLimit = 64;

    /// <summary>The hop limit, when it may be one.</summary>
    public static int CheckHopLimit(int hops) => hops is >= 1 and <= MaxHopLimit
        ? hops
        : throw CommonErrors.InvalidParameterValue(
            $"The value {hops} for HttpPutResponseHopLimit is invalid. Specify a value between 1 and {MaxHopLimit}.");

    /// <summary>Refuses optional tokens where the account enforces them. The text is the User Guide's.</summary>
    public static void CheckEnforcement(MetadataOptionsRow options, MetadataDefaultsRow defaults)
    {
        if (defaults.HttpTokensEnforced != "enabled" || options.HttpTokens == HttpTokensState.Required) return;
        throw new AwsException("UnsupportedOperation",
            "You can't launch instances with IMDSv1 because httpTokensEnforced is enabled for this account. Either "
            + "launch the instance with httpTokens=required or contact your account owner to disable "
            + "httpTokensEnforced using the ModifyInstanceMetadataDefaults API or the account settings in the EC2 "
            + "console.");
    }

    /// <summary>
    /// Refuses keys that cannot be a path of the metadata service, where an instance shows its tags there. The text is
    /// quoted in six public issues of tools that met it.
    /// </summary>
    public static void CheckTagKeys(IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            if (IsPathSafe(key)) continue;
            throw CommonErrors.InvalidParameterValue(
                $"'{key}' is not a valid tag key. Tag keys must match pattern "
                + @"([0-9a-zA-Z\-_+=,.@:]{1,255}), and must not be a reserved name ('.', '..', '_index')");
        }
    }

    /// <summary>
    /// The same for tags that are about to be set on a resource, if it is an instance that shows them.
    /// </summary>
    public static void CheckTagsOf(WorldView at, string id, IEnumerable<string> keys)
    {
        if (at.Find<InstanceRow>(id) is { MetadataOptions.InstanceMetadataTags: InstanceMetadataTagsState.Enabled })
            CheckTagKeys(keys);
    }

    /// <summary>Whether a key can be a path of the metadata service.</summary>
    public static bool IsPathSafe(string key) => key is not ("." or ".." or "_index") && PathSafe().IsMatch(key);

    [GeneratedRegex(@"^[0-9a-zA-Z\-_+=,.@:]{1,255}$")]
    private static partial Regex PathSafe();
}
