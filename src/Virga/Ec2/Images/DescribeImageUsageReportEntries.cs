using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lists what reports on the use of images say.</summary>
internal sealed class DescribeImageUsageReportEntries
    : IQuery<DescribeImageUsageReportEntriesRequest, DescribeImageUsageReportEntriesResult>
{
    private static readonly Filters<ImageUsageReportEntry> Filters = new()
    {
        { "account-id", one => one.AccountId },
        { "creation-time", one => one.ReportCreationTime },
        { "resource-type", one => one.ResourceType },
    };

    public static DescribeImageUsageReportEntriesResult Run(
        DescribeImageUsageReportEntriesRequest input, WorldView at)
    {
        var rows = input.ReportIds is { Count: > 0 } ids
            ? ids.Select(at.Named<ImageUsageReportRow>)
            : at.Rows<ImageUsageReportRow>();
        var all = from row in rows
                  where input.ImageIds is not { Count: > 0 } images || images.Contains(row.ImageId)
                  from use in row.Uses
                  select new ImageUsageReportEntry
                  {
                      ReportId = row.Id,
                      ImageId = row.ImageId,
                      AccountId = use.AccountId,
                      ResourceType = use.ResourceType,
                      UsageCount = use.Count,
                      ReportCreationTime = row.CreationTime,
                  };
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { ImageUsageReportEntries = page.Items, NextToken = page.NextToken };
    }
}
