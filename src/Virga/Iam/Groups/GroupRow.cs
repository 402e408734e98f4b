using Virga.State;

namespace Virga.Iam.Groups;

/// <summary>A group of users; who is in it stands in the users.</summary>
internal sealed record GroupRow(string Id) : IamEntityRow(Id), IRow<GroupRow>
{
    public static RowKind<GroupRow> Kind { get; } = new("iam-group")
    {
        NotFound = name => IamErrors.NoSuchEntity($"The group with name {name} cannot be found."),
    };

    /// <summary>Names are taken whatever their case.</summary>
    public static readonly Index<GroupRow> ByLowerName = Kind.Index(row => row.Id.ToLowerInvariant());
}
