Describe 'Start-CEBulkJob' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Start-CEBulkJob' | Should -Be @('As', 'Confirm', 'EncodedQuery', 'Filter', 'Force', 'Format', 'MaxWait', 'Object', 'Path', 'Property', 'Session', 'Wait', 'WhatIf', 'Where') }
    It 'downloads to CSV' {
        $path = Join-Path $TestDrive 'incident.csv'
        (Start-CEBulkJob incident -Path $path -Property number, state -Wait).State | Should -Be 'Completed'
        @(Import-Csv $path).Count | Should -Be 300
        { Start-CEBulkJob incident -Path $path -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
    }
    It 'downloads to JSON lines' {
        $path = Join-Path $TestDrive 'incident.jsonl'
        $null = Start-CEBulkJob incident -Path $path -Wait
        @(Get-Content $path | ForEach-Object { $_ | ConvertFrom-Json }).Count | Should -Be 300
    }
}
