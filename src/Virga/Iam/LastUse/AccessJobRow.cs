using Virga.State;

namespace Virga.Iam.LastUse;

/// <summary>A question for what an entity used last, asked by GenerateServiceLastAccessedDetails.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Arn">Of a user, group, role or policy.</param>
/// <param name="Granularity"><c>SERVICE_LEVEL</c> or <c>ACTION_LEVEL</c>.</param>
/// <param name="CreatedAt">When it was asked; uses after it do not count.</param>
internal sealed record AccessJobRow(string Id, string Arn, string Granularity, DateTimeOffset CreatedAt)
    : Row(Id), IRow<AccessJobRow>
{
    public static RowKind<AccessJobRow> Kind { get; } = new("iam-access-job")
    {
        NotFound = id => IamErrors.NoSuchEntity($"The job with id {id} cannot be found."),
    };
}
