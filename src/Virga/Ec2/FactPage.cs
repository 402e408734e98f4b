using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2;

/// <summary>Filters and pages of what lies in one row: a list within its parent.</summary>
internal static class FactPage
{
    public static Page<T> Of<T>(
        IEnumerable<T> all, Filters<T> known, List<Filter>? filters, int? maxResults = null, string? nextToken = null)
        where T : class
    {
        var left = all.ToList();
        foreach (var filter in filters ?? [])
        {
            var name = filter.Name ?? throw CommonErrors.MissingParameter("Filter.Name");
            var read = known.Find(name) ?? throw Ec2Errors.InvalidFilter(name);
            left.RemoveAll(one => !read(one).Any(value => value is not null
                && (filter.Values ?? []).Exists(pattern => Wildcard.IsMatch(pattern, value))));
        }

        return PageToken.Slice(left, maxResults, nextToken);
    }
}
