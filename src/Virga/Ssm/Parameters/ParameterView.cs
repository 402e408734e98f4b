using System.Security.Cryptography;
using System.Text;
using Virga.Ssm.PublicParameters;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Parameters as SSM shows them.</summary>
internal static class ParameterView
{
    private const string Secure = "SecureString";

    /// <summary>With its value, under the name that the request used.</summary>
    public static Parameter Of(
        ParameterRow row, ParameterVersion version, string name, string? selector, bool? isDecrypted,
            WorldView at) => new()
    {
        Name = name,
        Type = version.Type,
        Value = Value(row, version, isDecrypted),
        Version = version.Version,
        Selector = selector is null ? null : ":" + selector,
        LastModifiedDate = version.LastModified,
        ARN = ParameterName.Arn(at, row.Id),
        DataType = version.DataType,
    };

    public static Parameter Of(PublicParameter parameter) => new()
    {
        Name = parameter.Name,
        Type = "String",
        Value = parameter.Value,
        Version = parameter.Version,
        LastModifiedDate = parameter.LastModified,
        ARN = parameter.Arn,
        DataType = parameter.DataType,
    };

    /// <summary>Without its value, as DescribeParameters lists it.</summary>
    public static ParameterMetadata Metadata(ParameterRow row, WorldView at) => new()
    {
        Name = row.Name,
        ARN = ParameterName.Arn(at, row.Id),
        Type = row.Latest.Type,
        KeyId = row.Latest.KeyId,
        LastModifiedDate = row.Latest.LastModified,
        LastModifiedUser = row.Latest.LastModifiedUser,
        Description = row.Latest.Description,
        AllowedPattern = row.Latest.AllowedPattern,
        Version = row.Latest.Version,
        Tier = row.Latest.Tier,
        Policies = ParameterPolicies.Show(row.Latest.Policies),
        DataType = row.Latest.DataType,
    };

    public static ParameterHistory History(ParameterRow row, ParameterVersion version, bool? isDecrypted) => new()
    {
        Name = row.Name,
        Type = version.Type,
        KeyId = version.KeyId,
        LastModifiedDate = version.LastModified,
        LastModifiedUser = version.LastModifiedUser,
        Description = version.Description,
        Value = Value(row, version, isDecrypted),
        AllowedPattern = version.AllowedPattern,
        Version = version.Version,
        Labels = [.. version.Labels],
        Tier = version.Tier,
        Policies = ParameterPolicies.Show(version.Policies),
        DataType = version.DataType,
    };

    /// <summary>
    /// A secure string that is not decrypted is opaque, as KMS's text is: stable for a version, and nobody reads it
    /// back.
    /// </summary>
    private static string Value(ParameterRow row, ParameterVersion version, bool? isDecrypted)
    {
        if (version.Type != Secure || isDecrypted == true) return version.Value;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{row.Id}\n{version.Version}\n{version.Value}"));
        return "AQICAH" + Convert.ToBase64String(hash);
    }
}
