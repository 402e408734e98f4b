using System.Text.Json.Serialization;
using Virga.State;

namespace Virga.Ec2.PrefixLists;

/// <summary>A managed prefix list with all its versions; AWS's own lists are seeded as rows too.</summary>
internal sealed record PrefixListRow(string Id) : Row(Id), IRow<PrefixListRow>
{
    /// <summary>The owner of the lists that AWS manages.</summary>
    public const string Aws = "AWS";

    public static RowKind<PrefixListRow> Kind { get; } = new("prefix-list")
    {
        Prefix = "pl",
        ResourceType = "prefix-list",
        NotFound = Ec2Errors.NotFound("InvalidPrefixListID", "prefix list ID"),
        Malformed = Ec2Errors.Malformed("InvalidPrefixListId", "pl"),
    };

    public required string Name { get; init; }

    /// <summary><c>IPv4</c> or <c>IPv6</c>.</summary>
    public required string AddressFamily { get; init; }

    public required int MaxEntries { get; init; }

    /// <summary>Such as <c>create-complete</c>.</summary>
    public required string State { get; init; }

    /// <summary><see cref="Aws"/> for its own lists, otherwise null: the account's.</summary>
    public string? Owner { get; init; }

    /// <summary>Entries of each version; the first is version 1, the last is the current one.</summary>
    public required IReadOnlyList<IReadOnlyList<PrefixListEntryRow>> Versions { get; init; }

    [JsonIgnore]
    public IReadOnlyList<PrefixListEntryRow> Entries => Versions[^1];

    [JsonIgnore]
    public bool IsAwsManaged => Owner == Aws;
}

/// <summary>One block of a prefix list.</summary>
internal sealed record PrefixListEntryRow(string Cidr, string? Description);
