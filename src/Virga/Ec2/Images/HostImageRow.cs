using Virga.State;

namespace Virga.Ec2.Images;

/// <summary>An AMI that a backend found on the host: a tagged container image, a disk in a storage pool.</summary>
internal sealed record HostImageRow(string Id) : Row(Id), IRow<HostImageRow>
{
    /// <summary>Images of the host belong to no account; every account may launch them.</summary>
    public static readonly Scope Host = new(Scope.HostAccount, "images");

    public static RowKind<HostImageRow> Kind { get; } = new("host-image");

    public required string Backend { get; init; }

    public required string Name { get; init; }

    /// <summary>What the backend starts.</summary>
    public required string Reference { get; init; }

    public required string Architecture { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public long SizeBytes { get; init; }

    /// <summary><c>uefi</c> or <c>legacy-bios</c>, or null.</summary>
    public string? BootMode { get; init; }

    /// <summary>Of the root volume.</summary>
    public int RootGiB { get; init; } = 8;
}
