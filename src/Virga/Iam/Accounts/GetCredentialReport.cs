using System.Text;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>Shows the report of all users' credentials.</summary>
internal sealed class GetCredentialReport : IQuery<GetCredentialReportRequest, GetCredentialReportResponse>
{
    public static GetCredentialReportResponse Run(GetCredentialReportRequest input, WorldView at)
    {
        var report = AccountRow.Of(at).CredentialReport ?? throw IamErrors.ReportNotPresent();
        if (at.Now - report.GeneratedAt >= CredentialReport.Lifetime) throw IamErrors.ReportExpired();
        return new()
        {
            Content = Encoding.UTF8.GetBytes(report.Content),
            ReportFormat = "text/csv",
            GeneratedTime = report.GeneratedAt,
        };
    }
}
