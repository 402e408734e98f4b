using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>A count of who uses an image, as it was when it was asked for.</summary>
internal sealed record ImageUsageReportRow(string Id) : Row(Id), IRow<ImageUsageReportRow>
{
    public static RowKind<ImageUsageReportRow> Kind { get; } = new("image-usage-report")
    {
        Prefix = "amiur",
        ResourceType = "image-usage-report",
        NotFound = Ec2Errors.NotFound("InvalidImageUsageReportId", "image usage report ID"),
        Malformed = Ec2Errors.Malformed("InvalidImageUsageReportId", "amiur"),
    };

    public required string ImageId { get; init; }

    public required IReadOnlyList<ImageUsageResourceType> ResourceTypes { get; init; }

    /// <summary>The accounts that it is about; empty for all.</summary>
    public IReadOnlyList<string> AccountIds { get; init; } = [];

    public required DateTimeOffset CreationTime { get; init; }

    public required IReadOnlyList<ImageUse> Uses { get; init; }
}

/// <summary>How often an account uses an image in resources of a type.</summary>
internal sealed record ImageUse(string AccountId, string ResourceType, long Count);
