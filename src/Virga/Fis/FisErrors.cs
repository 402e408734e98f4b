using System.Net;
using Virga.Service;

namespace Virga.Fis;

/// <summary>Errors of AWS FIS: codes and statuses of its model; the texts are Virga's own.</summary>
internal static class FisErrors
{
    public static AwsException NotFound(string what, string id) =>
        new("ResourceNotFoundException", $"{what} {id} not found.", HttpStatusCode.NotFound);

    public static AwsException Invalid(string message) => new("ValidationException", message);

    public static AwsException Conflict(string message) =>
        new("ConflictException", message, HttpStatusCode.Conflict);
}
