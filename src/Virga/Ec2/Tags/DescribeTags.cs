using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Tags;

/// <summary>Lists tags, one item for each key of each resource.</summary>
internal sealed class DescribeTags : IQuery<DescribeTagsRequest, DescribeTagsResult>
{
    private static readonly Filters<TagDescription> Filters = new()
    {
        { "key", tag => tag.Key },
        { "resource-id", tag => tag.ResourceId },
        { "resource-type", tag => tag.ResourceType },
        { "value", tag => tag.Value },
    };

    public static DescribeTagsResult Run(DescribeTagsRequest input, WorldView at)
    {
        var tests = (input.Filters ?? []).Select(Test).ToList();
        var all = Rows(at).Where(tag => tests.TrueForAll(test => test(tag))).ToList();
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { Tags = page.Items, NextToken = page.NextToken };
    }

    private static IEnumerable<TagDescription> Rows(WorldView at) =>
        from row in at.Rows<TagsRow>()
        let type = TaggedResources.TypeOf(row.Id)
        where type is not null
        from tag in row.Tags
        select new TagDescription { Key = tag.Key, Value = tag.Value, ResourceId = row.Id, ResourceType = type };

    private static Func<TagDescription, bool> Test(Filter filter)
    {
        var name = filter.Name ?? "";
        if (name.StartsWith("tag:", StringComparison.Ordinal))
            return tag => tag.Key == name[4..] && Matches(filter, tag.Value);
        var read = Filters.Find(name) ?? throw Ec2Errors.InvalidFilter(name);
        return tag => read(tag).Any(value => Matches(filter, value));
    }

    private static bool Matches(Filter filter, string? value) =>
        value is not null && (filter.Values ?? []).Exists(pattern => Wildcard.IsMatch(pattern, value));
}
