using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>Writes the report of all users' credentials, unless the last one is younger than four hours.</summary>
internal sealed class GenerateCredentialReport : IMutation<GenerateCredentialReportRequest,
    GenerateCredentialReportResponse>
{
    public static GenerateCredentialReportResponse Run(GenerateCredentialReportRequest input, Change change)
    {
        var account = AccountRow.Of(change);
        if (account.CredentialReport is { } last && change.Now - last.GeneratedAt < CredentialReport.Lifetime)
            return new() { State = "COMPLETE" };
        change.Put(account with { CredentialReport = new(change.Now, CredentialReport.Write(change)) });
        return new()
        {
            State = "STARTED",
            Description = "No report exists. Starting a new report generation task",
        };
    }
}
