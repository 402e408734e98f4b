using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Creates a parameter, or adds a version to it.</summary>
internal sealed class PutParameter : IMutation<PutParameterRequest, PutParameterResult>
{
    public static PutParameterResult Run(PutParameterRequest input, Change change)
    {
        var name = ParameterName.ParseNew(input.Name!);
        var before = change.Find<ParameterRow>(name.Id);
        ParameterRules.Check(input, before);
        var version = NewVersion(input, before, change);
        var kept = (before?.Versions ?? []).ToList();
        if (kept.Count >= MaxVersions) ParameterVersionLimit.DropOldest(kept, name.Name);
        var row = change.Put(new ParameterRow(name.Id) { Name = before?.Name
            ?? name.Name, Versions = [.. kept, version] });
        if (ParameterPolicies.Expiration(version.Policies) is { } due) ExpireParameter.Schedule(change, row.Id, due);
        if (before is null) ParameterTags.Add(change, row.Id, input.Tags);
        return new() { Version = version.Version, Tier = version.Tier };
    }

    /// <summary>Source: SSM API Reference, PutParameter.</summary>
    private const int MaxVersions = 100;

    private static ParameterVersion NewVersion(PutParameterRequest input, ParameterRow? before, Change change)
    {
        var old = before?.Latest;
        var type = input.Type ?? old!.Type;
        var policies = input.Policies is null ? old?.Policies : ParameterPolicies.Check(input.Policies);
        return new()
        {
            Version = (old?.Version ?? 0) + 1,
            Type = type,
            Value = input.Value!,
            Description = input.Description ?? old?.Description,
            KeyId = type == "SecureString" ? input.KeyId ?? old?.KeyId ?? "alias/aws/ssm" : null,
            AllowedPattern = input.AllowedPattern ?? old?.AllowedPattern,
            Tier = ParameterTier.Choose(input.Tier, old?.Tier, input.Value!, policies),
            DataType = input.DataType ?? old?.DataType ?? "text",
            Policies = policies,
            LastModified = change.Now,
            LastModifiedUser = change.Caller.Arn,
        };
    }
}
