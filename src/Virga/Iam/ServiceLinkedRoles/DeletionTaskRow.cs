using Virga.State;

namespace Virga.Iam.ServiceLinkedRoles;

/// <summary>The deletion of a service-linked role. Nothing here uses such roles, so it has always succeeded.</summary>
internal sealed record DeletionTaskRow(string Id) : Row(Id), IRow<DeletionTaskRow>
{
    public static RowKind<DeletionTaskRow> Kind { get; } =
        new("iam-deletion-task")
        {
            NotFound = id => IamErrors.NoSuchEntity($"The deletion task with id {id} cannot be found."),
        };
}
