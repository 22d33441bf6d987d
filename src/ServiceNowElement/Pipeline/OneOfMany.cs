using ServiceNowElement.Errors;

namespace ServiceNowElement.Pipeline;

/// <summary>Work on one of many things: what fails with it stops no other (style §8.1).</summary>
internal static class OneOfMany
{
    internal static async Task RunAsync(string target, IPipelineWriter pipeline, CallContext call, Func<IPipelineWriter, CallContext, Task> body)
    {
        try
        {
            await body(pipeline, call).ConfigureAwait(false);
        }
        catch (ElementException failure) when (!failure.EndsCall || failure.Reason == ErrorCatalog.FileNotWritable.Id)
        {
            pipeline.Error(ErrorMapper.From(failure, target));
        }
    }
}
