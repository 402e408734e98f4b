using Virga.Service;
using Virga.State;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>A launch template. Its versions are rows of their own.</summary>
internal sealed record LaunchTemplateRow(string Id) : Row(Id), IRow<LaunchTemplateRow>
{
    public static RowKind<LaunchTemplateRow> Kind { get; } =
        new("launch-template")
        {
            Prefix = "lt",
            ResourceType = "launch-template",
            NotFound = id => new AwsException("InvalidLaunchTemplateId.NotFound",
                $"The specified launch template, with template ID {id}, does not exist."),
            Malformed = id => new AwsException("InvalidLaunchTemplateId.Malformed",
                $"The specified launch template ID {id} is malformed. It must have the form lt-..."),
        };

    /// <summary>Templates by name: an account has a name once a region.</summary>
    public static Index<LaunchTemplateRow> ByName { get; } = Kind.Index(template => template.Name);

    public required string Name { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The version that <c>$Default</c> means.</summary>
    public long DefaultVersion { get; init; } = 1;

    /// <summary>The number given last; numbers are never given twice.</summary>
    public long LatestVersion { get; init; } = 1;
}
