using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2;

/// <summary>
/// What the Describe operations of EC2 have in common: ids (malformed, unknown), filters (by name, by tag), pages. A
/// slice declares one for its resource and each operation is a line.
/// </summary>
/// <typeparam name="TRow">The row behind an item.</typeparam>
/// <typeparam name="TShape">The item as AWS shows it.</typeparam>
internal sealed class Listing<TRow, TShape>
    where TRow : Row, IRow<TRow>
{
    /// <summary>AWS accepts 200 values for a filter at most.</summary>
    private const int MaxFilterValues = 200;

    /// <summary>How a row is shown.</summary>
    public required Func<TRow, WorldView, TShape> View { get; init; }

    /// <summary>The filters that the documentation names, but for tags.</summary>
    public required Filters<TShape> Filters { get; init; }

    /// <summary>Rows that a Describe leaves out; by default none.</summary>
    public Func<TRow, WorldView, bool> IsVisible { get; init; } = static (_, _) => true;

    /// <summary>The fewest results a page that AWS accepts.</summary>
    public int MinResults { get; init; } = 5;

    /// <summary>The most results a page; more asked for gives this many.</summary>
    public int MaxResults { get; init; } = 1_000;

    /// <summary>What the wire calls the list of ids; set where AWS refuses ids and MaxResults together.</summary>
    public string? ExclusiveIds { get; init; }

    /// <summary>The page that the request asks for.</summary>
    public Page<TShape> Page(
        WorldView at, IReadOnlyList<string>? ids, List<Filter>? filters, int? maxResults = null,
        string? nextToken = null)
    {
        CheckPaging(ids, maxResults);
        var tests = Tests(at, filters);
        var limit = Math.Min(maxResults ?? int.MaxValue, maxResults is null ? int.MaxValue : MaxResults);
        var items = new List<TShape>();
        long last = 0;
        foreach (var row in Rows(at, ids, PageToken.Read(nextToken)))
        {
            if (!IsVisible(row, at) || !tests.Tags.TrueForAll(test => test(row.Id))) continue;
            var shape = View(row, at);
            if (!tests.Values.TrueForAll(test => test(shape))) continue;
            if (items.Count == limit) return new(items, PageToken.After(last));
            items.Add(shape);
            last = row.Sequence;
        }

        return new(items, null);
    }

    private void CheckPaging(IReadOnlyList<string>? ids, int? maxResults)
    {
        if (maxResults is not { } asked) return;
        if (ExclusiveIds is not null && ids is { Count: > 0 })
            throw CommonErrors.InvalidParameterCombination(
                $"The parameter {ExclusiveIds} cannot be used with the parameter maxResults");
        if (asked < MinResults)
            throw CommonErrors.InvalidParameterValue(
                $"Value ( {asked} ) for parameter maxResults is invalid. Expecting a value greater than {MinResults}.");
    }

    private IEnumerable<TRow> Rows(WorldView at, IReadOnlyList<string>? ids, long after)
    {
        var table = at.Rows<TRow>();
        if (ids is not { Count: > 0 }) return table.After(after);
        foreach (var id in ids) Ids.Check(TRow.Kind, id);
        return ids.Distinct(StringComparer.Ordinal).Select(id => Visible(table.Get(id), at))
            .OrderBy(row => row.Sequence).SkipWhile(row => row.Sequence <= after);
    }

    private TRow Visible(TRow row, WorldView at) =>
        IsVisible(row, at) ? row : throw TRow.Kind.NotFound!(row.Id);

    private (List<Func<string, bool>> Tags, List<Func<TShape, bool>> Values) Tests(WorldView at, List<Filter>? filters)
    {
        var tags = new List<Func<string, bool>>();
        var values = new List<Func<TShape, bool>>();
        foreach (var filter in filters ?? [])
        {
            var name = filter.Name ?? throw CommonErrors.MissingParameter("Filter.Name");
            var wanted = filter.Values ?? [];
            if (wanted.Count > MaxFilterValues)
                throw new AwsException("FilterLimitExceeded", "The maximum number of filter values specified on a "
                    + $"single call is {MaxFilterValues}");
            if (TagFilter.TryMake(at, name, wanted) is { } byTag) tags.Add(byTag);
            else values.Add(ValueTest(name, wanted));
        }

        return (tags, values);
    }

    private Func<TShape, bool> ValueTest(string name, List<string> wanted)
    {
        var read = Filters.Find(name) ?? throw Ec2Errors.InvalidFilter(name);
        return shape => read(shape).Any(value =>
            value is not null && wanted.Exists(pattern => Wildcard.IsMatch(pattern, value)));
    }
}
