using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Deletes a report.</summary>
internal sealed class DeleteImageUsageReport : IMutation<DeleteImageUsageReportRequest, DeleteImageUsageReportResult>
{
    public static DeleteImageUsageReportResult Run(DeleteImageUsageReportRequest input, Change change)
    {
        var row = change.Named<ImageUsageReportRow>(input.ReportId);
        change.Cancel<ImageUsageReportIsForgotten>(row.Id);
        change.Remove<ImageUsageReportRow>(row.Id);
        return new() { Return = true };
    }
}
