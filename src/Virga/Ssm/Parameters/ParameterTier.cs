using System.Text;

namespace Virga.Ssm.Parameters;

/// <summary>Tiers and their limits. Source: Systems Manager User Guide, "Managing parameter tiers".</summary>
internal static class ParameterTier
{
    public const string Standard = "Standard";
    public const string Advanced = "Advanced";
    private const string Intelligent = "Intelligent-Tiering";
    private const int StandardBytes = 4_096;
    private const int AdvancedBytes = 8_192;

    /// <summary>The tier of a new version. A parameter that is advanced stays so.</summary>
    public static string Choose(string? asked, string? before, string value, string? policies)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        if (size > AdvancedBytes)
            throw SsmErrors.Validation(
                "Advanced tier parameters support a maximum parameter value of 8192 characters.");
        var needsAdvanced = size > StandardBytes || policies is not null;
        if (asked == Advanced || before == Advanced || (asked == Intelligent && needsAdvanced)) return Advanced;
        if (size > StandardBytes)
            throw SsmErrors.Validation(
                "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger "
                + "parameter value, upgrade the parameter to use the advanced-parameter tier. For more "
                    + "information, see "
                + "https://docs.aws.amazon.com/systems-manager/latest/userguide/"
                + "parameter-store-advanced-parameters.html");
        if (policies is not null)
            throw SsmErrors.Validation(
                "Parameter policies can only be assigned to advanced parameters. Upgrade the parameter to use the "
                + "advanced-parameter tier.");
        return Standard;
    }
}
