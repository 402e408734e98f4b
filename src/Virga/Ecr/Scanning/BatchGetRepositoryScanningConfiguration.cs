using Virga.Ecr.Repositories;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>Shows how repositories are scanned, as the rules come out for each.</summary>
internal sealed class BatchGetRepositoryScanningConfiguration
    : IQuery<BatchGetRepositoryScanningConfigurationRequest, BatchGetRepositoryScanningConfigurationResponse>
{
    public static BatchGetRepositoryScanningConfigurationResponse Run(
        BatchGetRepositoryScanningConfigurationRequest input, WorldView at)
    {
        var answer = new BatchGetRepositoryScanningConfigurationResponse { ScanningConfigurations = [], Failures = [] };
        foreach (var name in input.RepositoryNames ?? [])
        {
            if (at.Find<RepositoryRow>(name) is { } row) answer.ScanningConfigurations.Add(Shape(at, row));
            else answer.Failures.Add(new()
            {
                RepositoryName = name,
                FailureCode = ScanningConfigurationFailureCode.REPOSITORYNOTFOUND,
                FailureReason = EcrErrors.RepositoryNotFound(name, at.Account).Message,
            });
        }

        return answer;
    }

    private static RepositoryScanningConfiguration Shape(WorldView at, RepositoryRow row)
    {
        var (frequency, filters) = ScanOnPush.FrequencyOf(at, row);
        return new()
        {
            RepositoryArn = EcrPlace.ArnOf(at, row.Id),
            RepositoryName = row.Id,
            ScanOnPush = frequency != ScanFrequency.MANUAL,
            ScanFrequency = frequency,
            AppliedScanFilters = filters,
        };
    }
}
